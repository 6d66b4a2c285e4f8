-- The monolith's categories, copied with their ids. Timestamps are UTC there too, here they say so.
create table if not exists c2c_categories
(
    id           bigint primary key,
    name         varchar(255) not null,
    slug         varchar(255) not null unique,
    parent_id    bigint references c2c_categories (id) deferrable initially deferred,
    sort_order   integer      not null default 0,
    is_active    boolean      not null default true,
    translations jsonb        not null default '{}',
    created_at   timestamptz  not null default now()
);

-- A listing copied from the monolith keeps its id; ids made here begin above them all, and stay within the 32 bits that
-- the monolith has for them.
create sequence if not exists listings_id_seq as bigint minvalue 1000000000 maxvalue 2147483647;

create table if not exists listings
(
    id                       bigint primary key default nextval('listings_id_seq'),
    uuid                     uuid           not null default gen_random_uuid() unique,
    user_id                  bigint         not null check (user_id > 0),
    storefront_id            bigint check (storefront_id > 0),
    title                    varchar(255)   not null check (length(trim(title)) >= 3),
    description              text,
    price                    numeric(15, 2) not null check (price > 0),
    currency                 varchar(3)     not null default 'RSD' check (currency ~ '^[A-Z]{3}$'),
    category_id              bigint         not null references c2c_categories (id) on delete restrict,
    status                   varchar(50)    not null default 'draft'
        check (status in ('draft', 'active', 'inactive', 'sold', 'archived')),
    visibility               varchar(50)    not null default 'public' check (visibility in ('public', 'private', 'unlisted')),
    quantity                 integer        not null default 1 check (quantity >= 0),
    sku                      varchar(100),
    source_type              varchar(10)    not null default 'c2c' check (source_type in ('c2c', 'b2c')),
    attributes               jsonb          not null default '{}',
    slug                     varchar(255)   not null unique,
    views_count              integer        not null default 0,
    favorites_count          integer        not null default 0,
    original_language        varchar(10)    not null default 'sr' check (original_language in ('sr', 'en', 'ru')),
    title_translations       jsonb          not null default '{}',
    description_translations jsonb          not null default '{}',
    location_translations    jsonb          not null default '{}',
    city_translations        jsonb          not null default '{}',
    country_translations     jsonb          not null default '{}',
    created_at               timestamptz    not null default clock_timestamp(),
    updated_at               timestamptz    not null default clock_timestamp(),
    published_at             timestamptz,
    expires_at               timestamptz,
    deleted_at               timestamptz,
    is_deleted               boolean        not null default false,
    -- Grows with every change of the listing or of what belongs to it: the version the search index is told.
    version                  bigint         not null default 1
);

alter sequence listings_id_seq owned by listings.id;

-- A page is ordered by creation, newest first, and by id within the same instant: no listing on two pages.
create index if not exists idx_listings_created on listings (created_at desc, id desc) where not is_deleted;
create index if not exists idx_listings_user on listings (user_id, created_at desc, id desc) where not is_deleted;
create index if not exists idx_listings_category on listings (category_id, created_at desc, id desc) where not is_deleted;
create index if not exists idx_listings_storefront on listings (storefront_id, created_at desc, id desc)
    where not is_deleted and storefront_id is not null;
create index if not exists idx_listings_price on listings (price) where not is_deleted;

-- 'Stolica, kožna' with id 7 is 'stolica-kozna-7'; a title without a Latin or Cyrillic letter is the id alone. The id at the
-- end makes it unique without a look at other rows, so that two creates with one title never collide.
create or replace function listing_slug(title text, id bigint) returns text
    language sql immutable strict parallel safe as
$$
select concat_ws('-', nullif(trim(both '-' from left(regexp_replace(
    translate(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(title),
            'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz'), 'ж', 'z'), 'щ', 'sc'), 'ю', 'ju'), 'я', 'ja'), 'ъ', ''), 'ь', ''),
        'čćžšđабвгдђеёзијйклмнопрстћуфхцчшыэ',
        'cczsdabvgddeezijjklmnoprstcufhccsie'),
    '[^a-z0-9]+', '-', 'g'), 200)), ''), id::text)
$$;

create or replace function listings_before_insert() returns trigger language plpgsql as
$$
begin
    new.slug := listing_slug(new.title, new.id);
    return new;
end;
$$;

create or replace trigger listings_before_insert
    before insert on listings
    for each row when (new.slug is null) execute function listings_before_insert();

-- A change moves updated_at, strictly, whatever the clock does, and the version with it. Counters are not in the column list.
-- A transaction that applies changes made elsewhere sets migration.applying and brings its own.
create or replace function listings_before_update() returns trigger language plpgsql as
$$
begin
    if coalesce(current_setting('migration.applying', true), '') <> 'on' then
        new.updated_at := greatest(clock_timestamp(), old.updated_at + interval '1 microsecond');
        new.version := old.version + 1;
    end if;
    return new;
end;
$$;

create or replace trigger listings_before_update
    before update of user_id, storefront_id, title, description, price, currency, category_id, status, visibility, quantity, sku,
        source_type, attributes, slug, original_language, title_translations, description_translations, location_translations,
        city_translations, country_translations, published_at, expires_at, deleted_at, is_deleted
    on listings
    for each row execute function listings_before_update();
