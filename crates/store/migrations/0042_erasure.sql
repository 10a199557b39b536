-- What people ask about their data, what must be kept in spite of its age, and how what was erased is erased indeed.

create table privacy_request (
    collectivity bigint not null,    -- the institution that answers; the Kingdom, 0, for the whole service
    id bytea not null,
    account bytea not null,
    kind text not null,              -- export, rectification, opposition
    at bigint not null,
    due text not null,               -- the last day to answer
    said bytea not null,             -- what is asked, sealed with the person's key
    answered_at bigint,
    answered_by bytea,
    accepted bigint,
    answer bytea,                    -- the motive, sealed likewise
    primary key (collectivity, id)
);
create index privacy_request_account on privacy_request (account, at);
create index privacy_request_open on privacy_request (collectivity, answered_at, due);

-- A file under a hold is not erased, whatever its age.
create table legal_hold (
    commune bigint not null,
    id bytea not null,
    dossier bytea not null,
    basis text not null,             -- the judgment, the audit, the law that asks for it
    from_day text not null,
    until_day text,
    made_by bytea not null,
    made_at bigint not null,
    lifted_by bytea,
    lifted_at bigint,
    primary key (commune, id)
);
create index legal_hold_dossier on legal_hold (commune, dossier);

-- engine: sqlite
-- Words taken out of the index are taken out of its pages too.
insert into search_text (search_text, rank) values ('secure-delete', 1);
