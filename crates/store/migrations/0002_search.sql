-- Everything that can be found, with all that decides who may see it.
-- The words are analysed by fold.rs; the engines only look them up.

-- engine: sqlite
create table search_entry (
    row      integer primary key,
    commune  bigint not null,
    kind     text   not null,
    id       bytea  not null,
    roles    bigint not null,
    province bigint not null,
    examiner bigint not null,
    person_a bytea,
    person_b bytea,
    title    text   not null,
    detail   text   not null,
    at       bigint not null,
    tokens   text   not null,
    unique (commune, kind, id)
);
create virtual table search_text using fts5 (
    tokens, content = 'search_entry', content_rowid = 'row', detail = none, columnsize = 0,
    tokenize = "unicode61 remove_diacritics 0"
);
create trigger search_entry_added after insert on search_entry begin
    insert into search_text (rowid, tokens) values (new.row, new.tokens);
end;
create trigger search_entry_removed after delete on search_entry begin
    insert into search_text (search_text, rowid, tokens) values ('delete', old.row, old.tokens);
end;
create trigger search_entry_changed after update of tokens on search_entry when old.tokens <> new.tokens begin
    insert into search_text (search_text, rowid, tokens) values ('delete', old.row, old.tokens);
    insert into search_text (rowid, tokens) values (new.row, new.tokens);
end;

-- engine: postgres
create table search_entry (
    commune  bigint not null,
    kind     text   not null,
    id       bytea  not null,
    roles    bigint not null,
    province bigint not null,
    examiner bigint not null,
    person_a bytea,
    person_b bytea,
    title    text   not null,
    detail   text   not null,
    at       bigint not null,
    tokens   text   not null,
    words    tsvector generated always as (array_to_tsvector(string_to_array(tokens, ' '))) stored,
    primary key (commune, kind, id)
);
create index search_entry_words on search_entry using gin (words);
