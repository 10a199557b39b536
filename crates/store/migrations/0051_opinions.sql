-- How long members took to give their opinions, and by which rule the figures were counted.

-- One row for each commune, procedure, member, month and number of working days.
create table opined (
    commune bigint not null,
    procedure text not null,
    role text not null,
    month text not null,
    days bigint not null,
    late bigint not null,
    opinions bigint not null,
    primary key (commune, procedure, role, month, days, late)
);

-- The rule by which `answered` and `opined` stand: older ones are counted anew, once, when the program starts.
create table figures_rule (
    collectivity bigint not null,
    rule bigint not null,
    primary key (collectivity)
);
