-- Which certificate of its key it is, counted from 1: two may begin within the same second, and the later one is in force.
alter table certificate add column renewal bigint not null default 1;
update certificate set renewal = (
    select count(*) from certificate c
     where c.collectivity = certificate.collectivity and c.signing_key = certificate.signing_key
       and (c.from_at < certificate.from_at
            or (c.from_at = certificate.from_at and c.serial_number <= certificate.serial_number))
);
