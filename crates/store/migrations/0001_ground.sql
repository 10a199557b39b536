-- The last number given in each register. A number is taken in the transaction that uses it.
create table register (
    commune bigint not null,
    series  text   not null,
    year    bigint not null,
    last    bigint not null,
    primary key (commune, series, year)
);

-- What must follow an act: a notice, a paper, a letter. Done once or more, so always idempotent.
create table outbox (
    commune      bigint not null,
    id           bytea  not null,
    kind         text   not null,
    subject      text   not null,
    payload      text   not null,
    due          bigint not null,
    attempts     bigint not null,
    leased_until bigint not null,
    last_error   text,
    primary key (commune, id)
);
create index outbox_due on outbox (due, leased_until);

-- Answers kept for those who ask the same thing twice with the same key.
create table answer (
    collectivity bigint not null,
    who          bytea  not null,
    key          text   not null,
    digest       bytea  not null,
    status       bigint not null,
    body         bytea  not null,
    at           bigint not null,
    primary key (collectivity, who, key)
);
create index answer_at on answer (at);
