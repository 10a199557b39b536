-- People who sign in, the seats they hold, and what lets them in.
-- Accounts belong to no commune: their collectivity is the Kingdom, 0.

create table account (
    collectivity bigint not null,
    id bytea not null,
    kind text not null,              -- citizen, company, professional, officer
    name_ar text not null,
    name_fr text not null,
    cnie text,
    ice text,
    phone text,
    email text,
    lang text not null,
    password text,                   -- argon2id; none: this person has no device and was filed for at the counter
    made_at bigint not null,
    failed bigint not null default 0,
    locked_until bigint not null default 0,
    closed bigint not null default 0, -- locked by an administrator
    primary key (collectivity, id)
);
create unique index account_email on account (collectivity, email);
create unique index account_cnie on account (collectivity, cnie);
create unique index account_ice on account (collectivity, ice);

-- A browser that is signed in. Only the digest of its cookie is kept.
create table sign_in (
    collectivity bigint not null,
    token bytea not null,
    account bytea not null,
    made_at bigint not null,
    seen_at bigint not null,
    until bigint not null,
    browser text not null,
    primary key (collectivity, token)
);
create index sign_in_account on sign_in (collectivity, account);

-- A seat held between two days. The collectivity is where the institution sits.
create table office (
    collectivity bigint not null,
    id bytea not null,
    holder bytea not null,
    role text not null,
    from_day text not null,
    until_day text,
    delegated_by bytea,
    decision text not null,
    made_at bigint not null,
    primary key (collectivity, id)
);
create index office_holder on office (holder);

-- What a machine signs in with. Only the digest is kept.
create table api_token (
    collectivity bigint not null,
    token bytea not null,
    id bytea not null,
    account bytea not null,
    name text not null,
    scopes text not null,
    made_at bigint not null,
    until bigint not null,
    primary key (collectivity, token)
);
create index api_token_account on api_token (collectivity, account);

-- What was done to accounts, seats, the law and the calendar, by whom.
create table journal (
    collectivity bigint not null,
    id bytea not null,
    at bigint not null,
    who bytea not null,
    what text not null,
    detail text not null,
    primary key (collectivity, id)
);
create index journal_at on journal (collectivity, at);
