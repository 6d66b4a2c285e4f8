-- Came later, when sellers asked to sort their pictures: rows written before keep 0, their order is that of their ids.
alter table c2c_images add column if not exists display_order integer not null default 0;
