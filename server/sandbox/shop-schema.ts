import "server-only";

/**
 * The shop's tables, made by its own role as a migration would: foreign keys, a serial, an identity, a generated
 * column, an enum, a partitioned table, a table with row security, one without a primary key.
 */
export const shopSchemaSql = `
CREATE TYPE order_status AS ENUM ('open', 'paid', 'sent', 'returned');

CREATE TABLE customers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL UNIQUE,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE addresses (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customers ON DELETE CASCADE,
  street text NOT NULL,
  city text NOT NULL,
  country char(2) NOT NULL
);

CREATE TABLE categories (
  id serial PRIMARY KEY,
  parent_id integer REFERENCES categories,
  name text NOT NULL UNIQUE
);

CREATE TABLE products (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  category_id integer NOT NULL REFERENCES categories,
  sku text NOT NULL UNIQUE,
  name text NOT NULL,
  price numeric(10, 2) NOT NULL CHECK (price >= 0),
  attributes jsonb NOT NULL DEFAULT '{}'
);

CREATE TABLE inventory (
  product_id bigint PRIMARY KEY REFERENCES products ON DELETE CASCADE,
  in_stock integer NOT NULL CHECK (in_stock >= 0),
  counted_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE carts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id bigint REFERENCES customers ON DELETE CASCADE,
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE cart_items (
  cart_id uuid NOT NULL REFERENCES carts ON DELETE CASCADE,
  product_id bigint NOT NULL REFERENCES products,
  quantity integer NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (cart_id, product_id)
);

CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customers,
  address_id bigint NOT NULL REFERENCES addresses,
  status order_status NOT NULL DEFAULT 'open',
  placed_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX orders_customer ON orders (customer_id, placed_at DESC);

CREATE TABLE order_items (
  order_id bigint NOT NULL REFERENCES orders ON DELETE CASCADE,
  product_id bigint NOT NULL REFERENCES products,
  quantity integer NOT NULL CHECK (quantity > 0),
  price numeric(10, 2) NOT NULL,
  total numeric(12, 2) GENERATED ALWAYS AS (price * quantity) STORED,
  PRIMARY KEY (order_id, product_id)
);

CREATE TABLE payments (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id bigint NOT NULL REFERENCES orders ON DELETE CASCADE,
  amount numeric(12, 2) NOT NULL,
  paid_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE reviews (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product_id bigint NOT NULL REFERENCES products ON DELETE CASCADE,
  customer_id bigint NOT NULL REFERENCES customers ON DELETE CASCADE,
  stars smallint NOT NULL CHECK (stars BETWEEN 1 AND 5),
  body text NOT NULL DEFAULT '',
  published boolean NOT NULL DEFAULT true
);

ALTER TABLE reviews ENABLE ROW LEVEL SECURITY;
CREATE POLICY published_only ON reviews FOR SELECT USING (published);

CREATE TABLE page_views (
  id bigint GENERATED ALWAYS AS IDENTITY,
  viewed_on date NOT NULL DEFAULT current_date,
  product_id bigint NOT NULL REFERENCES products ON DELETE CASCADE,
  PRIMARY KEY (id, viewed_on)
) PARTITION BY RANGE (viewed_on);

CREATE TABLE page_views_2026 PARTITION OF page_views FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE page_views_2027 PARTITION OF page_views FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
CREATE TABLE page_views_other PARTITION OF page_views DEFAULT;

CREATE TABLE import_log (
  imported_at timestamptz NOT NULL DEFAULT now(),
  line text NOT NULL
);
`;
