-- What proves who acts, beside the password: the factors of a person, and what was begun to prove.

-- The moment of the last second factor of a sign-in; 0: none was given. The digest of its first secret,
-- which its forms are proved by while the secret itself is changed; none: the secret's own.
alter table sign_in add column proved_at bigint not null default 0;
alter table sign_in add column root bytea;
-- How its owner came in: password, provider.
alter table sign_in add column way text not null default 'password';

create table factor (
    collectivity bigint not null,
    id bytea not null,
    account bytea not null,
    kind text not null,              -- totp, passkey, recovery-code
    name text not null,              -- what its owner calls it
    mark bytea not null,             -- finds it: a digest, of the credential or of the code
    secret text not null,            -- what it is checked with, sealed
    step bigint not null,            -- totp: the last step that was used
    made_at bigint not null,
    used_at bigint,
    primary key (collectivity, id)
);
create unique index factor_mark on factor (collectivity, mark);
create index factor_account on factor (collectivity, account);

-- Something begun that its owner must finish soon, once. Only the digest of its secret is kept.
create table challenge (
    collectivity bigint not null,
    token bytea not null,
    kind text not null,
    account bytea,
    content text not null,
    until bigint not null,
    primary key (collectivity, token)
);
create index challenge_until on challenge (until);
