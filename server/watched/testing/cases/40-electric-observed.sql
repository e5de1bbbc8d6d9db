-- EXPECTED, SEEN: see facts/electric-observed-3.md; each block is a database of its own.
-- Minimal reproductions. Base of each: role electric LOGIN REPLICATION, member of app (GRANT app TO electric), CREATE on the database,
-- publication electric_publication_default owned by electric WITH (publish_via_partition_root = true). Superuser runs it.
-- 1 dotted names: client silently wrong (snapshot key "public"."a.b"/"1", stream key "public"."a..b"/"1"; with / and " likewise)
create table "a.b"(id int primary key, v text); insert into "a.b" values (1,'a'),(2,'b');            -- read shape, then:
update "a.b" set v = 'changed' where id = 1; delete from "a.b" where id = 2;                          -- a fresh client has 3 rows, the table 1
-- 2 bool in the key (also the key of a table without a primary key: all its columns; also a partition key; domain over bool)
create table flags(id int, done bool, v text, primary key (id, done)); insert into flags values (1,true,'a'),(2,false,'b');   -- keys .../"true" against .../"t"
-- 3 inet host address in the key: .../"10.0.0.1//32" against .../"10.0.0.1" (cidr is right, inet with a netmask shorter than full is right)
create table hosts(ip inet primary key, v text); insert into hosts values ('10.0.0.1','a'),('10.0.0.2','b');
-- 4 domain over char(n) in the key: .../"ab" against .../"ab    " (plain char(n) is right since #4044)
create domain code as char(6); create table codes(c code primary key, v text); insert into codes values ('ab','a'),('cd','b');
-- 5 another publication with a column list; automatic mode sets FULL at the first shape, then the application's UPDATE/DELETE fail
create table posts2(id int primary key, a text, b text); create publication zz for table posts2 (id, a);
-- 6 (18) another publication without publish_generated_columns = stored, stored generated column, own publication with it
create table posts3(id int primary key, g int generated always as (id * 2) stored); create publication zz3 for table posts3;      -- or FOR ALL TABLES
-- 7 a role that becomes another at login
alter role electric set role = app;      -- member: 503 "missing from the publication ... and Electric lacks privileges to add it"; with the publication owned by app it works
-- 8 no password (SCRAM in pg_hba)
alter role electric password null;       -- exits: 28P01 password authentication failed
-- 9 column grants in manual mode work
revoke select on posts from electric; grant select (id, user_id, body) on posts to electric;
-- 10 inheritance: snapshot has the child's rows, their changes never come
create table parent(id serial primary key, v text); create table child() inherits (parent); insert into child(v) values ('c');   -- delete from parent where id = 1
-- 11 event trigger that refuses DDL to others than superusers: Electric waits for ever
create function no_ddl() returns event_trigger language plpgsql as $$ begin if not (select rolsuper from pg_roles where rolname = current_user) then raise exception 'DDL is frozen'; end if; end $$;
create event trigger "freeze" on ddl_command_start execute function no_ddl();
-- 12 hardening
revoke execute on function pg_advisory_lock(bigint) from public;   -- Electric waits for ever: permission denied for function pg_advisory_lock
-- 13 filter or column list in Electric's own publication, automatic mode: at a fresh start Electric empties its publication, so it heals;
--    made while a shape is there it stays and hides changes (watched for 84 s, 16)
alter publication electric_publication_default add table users where (id > 2);
