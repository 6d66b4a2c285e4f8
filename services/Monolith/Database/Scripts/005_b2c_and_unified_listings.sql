create table if not exists b2c_stores
(
    id         serial primary key,
    user_id    integer      not null,
    name       varchar(255) not null,
    slug       varchar(255) not null unique,
    is_active  boolean      not null default true,
    created_at timestamp    not null default (now() at time zone 'utc')
);

create table if not exists b2c_products
(
    id             integer primary key default nextval('global_product_id_seq'),
    storefront_id  integer        not null references b2c_stores (id),
    category_id    integer references c2c_categories (id),
    name           varchar(255)   not null,
    description    text,
    price          numeric(15, 2) not null check (price >= 0),
    sku            varchar(100),
    stock_quantity integer        not null default 0,
    stock_status   varchar(20)    not null default 'in_stock',
    attributes     jsonb,
    is_active      boolean        not null default true,
    created_at     timestamp      not null default (now() at time zone 'utc'),
    updated_at     timestamp      not null default (now() at time zone 'utc')
);

create or replace view unified_listings as
select l.id, 'c2c'::varchar(10) as source_type, l.user_id, l.category_id, l.title, l.description, l.price::numeric(15, 2) as price,
       l.condition, l.status, l.location, l.latitude, l.longitude, l.address_city, l.address_country, l.views_count,
       l.show_on_map, l.original_language, l.storefront_id, l.metadata, l.created_at, l.updated_at,
       coalesce((select jsonb_agg(jsonb_build_object(
                                      'id', i.id, 'file_path', i.file_path, 'file_name', i.file_name, 'file_size', i.file_size,
                                      'content_type', i.content_type, 'is_main', i.is_main, 'public_url', i.public_url,
                                      'display_order', i.display_order)
                                  order by i.is_main desc, i.display_order, i.id)
                 from c2c_images i where i.listing_id = l.id), '[]'::jsonb) as images
from c2c_listings l
union all
select p.id, 'b2c', s.user_id, p.category_id, p.name, p.description, p.price,
       'new', case when p.is_active then 'active' else 'inactive' end, null, null, null, null, null, 0,
       false, 'sr', p.storefront_id, p.attributes, p.created_at, p.updated_at, '[]'::jsonb
from b2c_products p
join b2c_stores s on s.id = p.storefront_id;
