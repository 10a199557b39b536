-- The code under which an officer adds the first second factor; one for each account, the last that was made.
create table enrolment (
    collectivity bigint not null,
    account bytea not null,
    mark bytea not null,             -- the digest of the code
    made_by bytea,                   -- none: who runs the machine
    made_at bigint not null,
    until bigint not null,
    tried bigint not null,           -- how often another code was given
    used_at bigint,
    primary key (collectivity, account)
);
