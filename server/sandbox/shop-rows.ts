import "server-only";

/** Some rows for every table; the same every time. */
export const shopRowsSql = `
INSERT INTO customers (email, name, created_at)
SELECT format('customer%s@example.com', n), format('Customer %s', n), now() - n * interval '5 hours'
FROM generate_series(1, 200) AS n;

INSERT INTO addresses (customer_id, street, city, country)
SELECT id, format('%s Mill Lane', id), (ARRAY['Berlin', 'Lyon', 'Porto', 'Leeds'])[1 + id % 4],
  (ARRAY['DE', 'FR', 'PT', 'GB'])[1 + id % 4]
FROM customers;

INSERT INTO categories (name) VALUES ('Kitchen'), ('Garden'), ('Workshop');
INSERT INTO categories (parent_id, name)
SELECT id, format('%s, small', name) FROM categories;

INSERT INTO products (category_id, sku, name, price, attributes)
SELECT 1 + n % 6, format('SKU-%s', n), format('Article %s', n), 3 + n % 90, jsonb_build_object('weight', n * 10)
FROM generate_series(1, 120) AS n;

INSERT INTO inventory (product_id, in_stock) SELECT id, 20 + id % 40 FROM products;

INSERT INTO carts (customer_id) SELECT id FROM customers WHERE id % 5 = 0;
INSERT INTO cart_items (cart_id, product_id, quantity)
SELECT id, 1 + customer_id % 120, 1 + customer_id % 3 FROM carts;

INSERT INTO orders (customer_id, address_id, status, placed_at)
SELECT 1 + n % 200, 1 + n % 200, (ARRAY['open', 'paid', 'sent', 'returned'])[1 + n % 4]::order_status,
  now() - n * interval '40 minutes'
FROM generate_series(1, 1500) AS n;

INSERT INTO order_items (order_id, product_id, quantity, price)
SELECT o.id, p.id, 1 + o.id % 3, p.price
FROM orders AS o JOIN products AS p ON p.id IN (1 + o.id % 120, 1 + (o.id + 7) % 120);

INSERT INTO payments (order_id, amount)
SELECT o.id, sum(i.total) FROM orders AS o JOIN order_items AS i ON i.order_id = o.id
WHERE o.status <> 'open' GROUP BY o.id;

INSERT INTO reviews (product_id, customer_id, stars, body, published)
SELECT 1 + n % 120, 1 + n % 200, 1 + n % 5, format('Review %s', n), n % 10 <> 0
FROM generate_series(1, 300) AS n;

INSERT INTO page_views (viewed_on, product_id)
SELECT current_date - n % 60, 1 + n % 120 FROM generate_series(1, 3000) AS n;

INSERT INTO import_log (line) SELECT format('line %s', n) FROM generate_series(1, 40) AS n;
`;
