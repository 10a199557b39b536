-- Keys that sign, each locked with the master key of this installation, and what was certified of them.

create table signing_key (
    collectivity bigint not null,    -- where the institution sits; the Kingdom, 0, for the authorities
    id bytea not null,
    purpose text not null,           -- root, issuing, stamp, ocsp, seal, person, log
    holder bytea,                    -- the account of a person
    role text,                       -- the office in which the person signs
    algorithm text not null,
    locked bytea not null,           -- PKCS#8 under the master key; empty when a token holds the key
    made_at bigint not null,
    retired_at bigint,
    primary key (collectivity, id)
);
create index signing_key_purpose on signing_key (collectivity, purpose, holder);

create table certificate (
    collectivity bigint not null,
    serial_number text not null,            -- hexadecimal
    signing_key bytea not null,
    purpose text not null,
    der bytea not null,
    from_at bigint not null,
    until_at bigint not null,
    revoked_at bigint,
    reason text,
    primary key (collectivity, serial_number)
);
create index certificate_key on certificate (collectivity, signing_key, from_at);
create index certificate_revoked on certificate (revoked_at);

-- The revocation lists that were signed: the last one is published, each has its number.
create table revocation_list (
    collectivity bigint not null,
    issuer text not null,            -- root, issuing
    number bigint not null,
    at bigint not null,
    next_at bigint not null,
    der bytea not null,
    primary key (collectivity, issuer, number)
);

-- A signature on a paper: who, with which certificate, under which level. The bytes are in the paper.
create table signature (
    commune bigint not null,
    document bytea not null,
    place bigint not null,           -- 1 is the first signature of the paper
    kind text not null,              -- seal, person
    signer bytea,                    -- the account of a person
    role text,
    serial_number text not null,
    digest text not null,            -- SHA-256 of the very bytes that were signed
    at bigint not null,
    stamped bigint not null,         -- 1 once a time-stamp is inside
    complete bigint not null,        -- 1 once the paper carries what judges it for ever
    primary key (commune, document, place)
);

create index signature_digest on signature (digest);

-- A paper as it will be, read by its signer before it binds: its number is taken only when it is signed.
create table intent (
    commune bigint not null,
    id bytea not null,               -- the paper's
    account bytea not null,
    dossier bytea not null,
    act text not null,
    version bigint not null,
    motive text,
    number text not null,
    code text not null,
    at bigint not null,
    digest text not null,            -- of the bytes to be signed
    until bigint not null,
    primary key (commune, id)
);
create index intent_dossier on intent (commune, dossier, account);
create index intent_until on intent (until);
