-- What administrators add to the law table and the calendar.

create table law_value (
    collectivity bigint not null,
    name text not null,
    from_day text not null,
    to_day text,
    value bigint not null,
    unit text not null,
    text text not null,
    article text not null,
    verified bigint not null,
    note text not null,
    made_at bigint not null,
    made_by bytea not null,
    primary key (collectivity, name, from_day)
);

create table holiday (
    collectivity bigint not null,
    day text not null,
    name_ar text not null,
    name_fr text not null,
    provisional bigint not null,
    primary key (collectivity, day)
);
