create sequence if not exists listing_images_id_seq as bigint minvalue 1000000000 maxvalue 2147483647;

create table if not exists listing_images
(
    id            bigint primary key default nextval('listing_images_id_seq'),
    listing_id    bigint      not null references listings (id) on delete cascade,
    url           text        not null,
    storage_path  text,
    thumbnail_url text,
    display_order integer     not null default 0,
    is_primary    boolean     not null default false,
    width         integer,
    height        integer,
    file_size     bigint,
    mime_type     varchar(100),
    created_at    timestamptz not null default clock_timestamp(),
    updated_at    timestamptz not null default clock_timestamp()
);

alter sequence listing_images_id_seq owned by listing_images.id;
create index if not exists idx_listing_images_listing on listing_images (listing_id, display_order, id);

create table if not exists listing_attributes
(
    id              bigserial primary key,
    listing_id      bigint       not null references listings (id) on delete cascade,
    attribute_key   varchar(100) not null,
    attribute_value text         not null,
    created_at      timestamptz  not null default clock_timestamp(),
    unique (listing_id, attribute_key)
);

create table if not exists listing_tags
(
    id         bigserial primary key,
    listing_id bigint       not null references listings (id) on delete cascade,
    tag        varchar(100) not null,
    created_at timestamptz  not null default clock_timestamp(),
    unique (listing_id, tag)
);

create table if not exists listing_locations
(
    id            bigserial primary key,
    listing_id    bigint      not null unique references listings (id) on delete cascade,
    country       varchar(100),
    city          varchar(100),
    postal_code   varchar(20),
    address_line1 varchar(255),
    address_line2 varchar(255),
    latitude      numeric(10, 8),
    longitude     numeric(11, 8),
    created_at    timestamptz not null default clock_timestamp(),
    updated_at    timestamptz not null default clock_timestamp()
);

create table if not exists listing_stats
(
    listing_id      bigint primary key references listings (id) on delete cascade,
    views_count     integer     not null default 0,
    favorites_count integer     not null default 0,
    inquiries_count integer     not null default 0,
    last_viewed_at  timestamptz,
    updated_at      timestamptz not null default clock_timestamp()
);

create or replace function listing_parts_before_update() returns trigger language plpgsql as
$$
begin
    if coalesce(current_setting('migration.applying', true), '') <> 'on' then
        new.updated_at := greatest(clock_timestamp(), old.updated_at + interval '1 microsecond');
    end if;
    return new;
end;
$$;

create or replace trigger listing_images_before_update before update on listing_images
    for each row execute function listing_parts_before_update();
create or replace trigger listing_locations_before_update before update on listing_locations
    for each row execute function listing_parts_before_update();
create or replace trigger listing_stats_before_update before update on listing_stats
    for each row execute function listing_parts_before_update();
