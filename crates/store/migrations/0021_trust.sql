-- Who may act for another, and how somebody who lost every proof is let in again.

-- What a delegation covers: words "procedure:NAME" and "act:NAME"; empty: everything that the seat may.
alter table office add column scope text not null default '';

-- An officer who lost every second factor: one administrator asks, another confirms, a link opens once.
create table recovery (
    collectivity bigint not null,
    id bytea not null,
    account bytea not null,
    reason text not null,
    asked_by bytea not null,
    asked_at bigint not null,
    confirmed_by bytea,
    confirmed_at bigint,
    token bytea,                     -- the digest of the link's secret
    until bigint not null,           -- of the request; once confirmed, of the link
    ended_at bigint,                 -- used, or withdrawn
    primary key (collectivity, id)
);
create index recovery_account on recovery (collectivity, account);
create unique index recovery_token on recovery (token);

-- The order in which the vice-presidents of a council replace its president.
create table deputy (
    collectivity bigint not null,
    rank bigint not null,
    holder bytea not null,
    decision text not null,
    primary key (collectivity, rank)
);
create index deputy_holder on deputy (holder);

-- Days on which somebody cannot exercise their seat.
create table absence (
    collectivity bigint not null,
    id bytea not null,
    holder bytea not null,
    from_day text not null,
    until_day text,
    decision text not null,
    made_by bytea not null,
    made_at bigint not null,
    primary key (collectivity, id)
);
create index absence_holder on absence (collectivity, holder);

-- What an identity provider calls an account: its address and the name that it never changes.
create table identity (
    collectivity bigint not null,
    issuer text not null,
    subject text not null,
    account bytea not null,
    linked_at bigint not null,
    primary key (collectivity, issuer, subject)
);
create index identity_account on identity (account);
