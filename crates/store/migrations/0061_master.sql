-- Which master key rules, once it is another than the first. A town whose key was never changed has no row.
create table master_key (
    collectivity bigint not null,    -- 0: one for the whole
    mark bytea not null,             -- tells the key from others, and nothing of it
    lasting bytea not null,          -- what followed from the first key and stays: locked under the one that rules
    since bigint not null,
    primary key (collectivity)
);
