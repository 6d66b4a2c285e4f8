-- The listings as the marketplace has grown them: price, user and category may be missing, status is free text, and the
-- timestamps carry no time zone (by convention they are UTC).
-- Ids are shared with the shop products. From 1,000,000,000 on they belong to the listings microservice.
create sequence if not exists global_product_id_seq as integer minvalue 1 maxvalue 999999999;

create table if not exists c2c_listings
(
    id                   integer primary key default nextval('global_product_id_seq'),
    user_id              integer,
    category_id          integer references c2c_categories (id),
    title                varchar(255) not null,
    description          text,
    price                numeric(12, 2),
    condition            varchar(50),
    status               varchar(20)           default 'active',
    location             varchar(255),
    latitude             numeric(10, 8),
    longitude            numeric(11, 8),
    address_city         varchar(100),
    address_country      varchar(100),
    views_count          integer      not null default 0,
    show_on_map          boolean      not null default true,
    original_language    varchar(10)           default 'sr',
    created_at           timestamp    not null default (now() at time zone 'utc'),
    updated_at           timestamp    not null default (now() at time zone 'utc'),
    storefront_id        integer,
    external_id          varchar(255),
    metadata             jsonb,
    needs_reindex        boolean      not null default false,
    address_multilingual jsonb
);

create index if not exists idx_c2c_listings_created on c2c_listings (created_at desc, id desc);
create index if not exists idx_c2c_listings_user_id on c2c_listings (user_id);
create index if not exists idx_c2c_listings_category_id on c2c_listings (category_id, created_at desc, id desc);
create index if not exists idx_c2c_listings_status on c2c_listings (status);

create table if not exists c2c_images
(
    id             serial primary key,
    listing_id     integer      not null references c2c_listings (id) on delete cascade,
    file_path      varchar(255) not null,
    file_name      varchar(255) not null,
    file_size      integer      not null,
    content_type   varchar(100) not null,
    is_main        boolean      not null default false,
    created_at     timestamp    not null default (now() at time zone 'utc'),
    storage_type   varchar(20)  not null default 'local',
    storage_bucket varchar(100),
    public_url     text
);

create index if not exists idx_c2c_images_listing_id on c2c_images (listing_id);

create table if not exists c2c_favorites
(
    user_id    integer   not null,
    listing_id integer   not null references c2c_listings (id) on delete cascade,
    created_at timestamp not null default (now() at time zone 'utc'),
    primary key (user_id, listing_id)
);

create index if not exists idx_c2c_favorites_listing_id on c2c_favorites (listing_id);

-- A change of content moves updated_at, strictly, whatever the clock does. Counters and bookkeeping (views_count,
-- needs_reindex) are not in the column list. A transaction that applies changes made elsewhere sets migration.applying
-- and brings its own updated_at.
create or replace function c2c_listings_touch() returns trigger language plpgsql as
$$
begin
    if coalesce(current_setting('migration.applying', true), '') <> 'on' then
        new.updated_at := greatest(clock_timestamp() at time zone 'utc', old.updated_at + interval '1 microsecond');
    end if;
    return new;
end;
$$;

create or replace trigger c2c_listings_touch
    before update of user_id, category_id, title, description, price, condition, status, location, latitude, longitude,
        address_city, address_country, show_on_map, original_language, storefront_id, external_id, metadata, address_multilingual
    on c2c_listings
    for each row execute function c2c_listings_touch();
