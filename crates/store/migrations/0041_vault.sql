-- Personal data at rest: sealed under keys that the master key locks, found by blind indexes.
-- Sealed columns hold bytes from here on; what was written before is sealed when the counter opens.

create table vault_key (
    collectivity bigint not null,    -- the Kingdom, 0, for a person; the commune for a file
    subject bytea not null,          -- the account or the file
    wrapped bytea,                   -- the key, under that of its institution; null: destroyed
    made_at bigint not null,
    destroyed_at bigint,
    primary key (collectivity, subject)
);

drop index account_email;
drop index account_cnie;
alter table account add column cnie_index bytea;
alter table account add column phone_index bytea;
alter table account add column email_index bytea;
create unique index account_email on account (collectivity, email_index);
create unique index account_cnie on account (collectivity, cnie_index);
create index account_phone on account (collectivity, phone_index);

alter table draft add column sealed bigint not null default 0;
alter table upload add column sealed bigint not null default 0;
alter table answer add column sealed bigint not null default 0;

-- engine: postgres
alter table account alter column cnie type bytea using convert_to(cnie, 'UTF8');
alter table account alter column phone type bytea using convert_to(phone, 'UTF8');
alter table account alter column email type bytea using convert_to(email, 'UTF8');
alter table dossier alter column state type bytea using convert_to(state, 'UTF8');
alter table act alter column content type bytea using convert_to(content, 'UTF8');
alter table draft alter column typed type bytea using convert_to(typed, 'UTF8');
alter table draft alter column for_whom type bytea using convert_to(for_whom, 'UTF8');
alter table upload alter column name type bytea using convert_to(name, 'UTF8');
