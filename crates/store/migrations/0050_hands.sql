-- Papers that several sign: each hand that a paper awaits, and what became of it. The signatures
-- themselves are in the paper's bytes and in `signature`.

create table hand (
    commune bigint not null,         -- of the paper
    document bytea not null,
    role text not null,
    seat bigint not null,            -- where the office that signs sits
    rank bigint not null,            -- the last is the one who closes the paper
    closes bigint not null,          -- 1 for that one
    number text not null,            -- of the paper
    name text not null,
    asked_day text not null,
    due text not null,               -- the last day to sign
    state text not null,             -- awaited, signed, refused, away
    holder bytea,                    -- who signed, or refused
    reason text,
    said_by bytea,                   -- who set this hand aside
    seen text,                       -- the digest that the signer was shown
    at bigint,
    primary key (commune, document, role)
);
create index hand_seat on hand (seat, role, state, due);

-- What a member was shown and has not signed: the digest of the bytes, over the paper as it stood.
create table hand_shown (
    commune bigint not null,
    document bytea not null,
    account bytea not null,
    role text not null,
    before text not null,            -- SHA-256 of the paper that it was to be added to
    digest text not null,            -- of the bytes to be signed
    at bigint not null,
    until bigint not null,
    primary key (commune, document, account)
);
create index hand_shown_until on hand_shown (until);
