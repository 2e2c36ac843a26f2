-- What the ground floor keeps for the rest of the house.

create table kernel_setting (
  key text primary key,
  value jsonb not null
);

-- Progress and fate of a job; the queue itself is pg-boss's. A failed job keeps its input.
create table kernel_job (
  id uuid primary key,
  name text not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done bigint not null default 0,
  total bigint not null default 0,
  input jsonb,
  result jsonb,
  error jsonb,
  by_account uuid,
  cancel_asked boolean not null default false,
  at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  ended_at timestamptz(3)
);
create index kernel_job_at on kernel_job (at);

-- Text as searches compare it: lower case, without accents ("Zurich" finds "Zürich", "oeuvre" finds "œuvre") and
-- with spaces for punctuation, so that "C-2026-0042" and "l’entretien" are made of words. Unlike the unaccent
-- extension it is immutable; it stops at 200,000 characters because an index entry of 1 MB would refuse the write.
create function kernel_plain(words text) returns text
  language sql immutable parallel safe
  return replace(replace(replace(replace(
    translate(
      normalize(lower(left(words, 200000) collate "und-x-icu"), nfkd),
      'øłđðıħŧ'
        || E'!"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~\u2018\u2019\u201a\u201c\u201d\u201e«»‹›–—…·•¡¿§°'
        || E'\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u030d\u030e\u030f'
        || E'\u0310\u0311\u0312\u0313\u0314\u031b\u0323\u0324\u0325\u0326\u0327\u0328\u032d\u032e\u0330\u0331\u0338',
      'olddiht' || repeat(' ', 51)),
    'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'þ', 'th');

create function kernel_search(words text) returns tsvector
  language sql immutable parallel safe
  return to_tsvector('pg_catalog.simple', kernel_plain(words));

-- What a person types into a search box: every word must be found, as a beginning at least.
create function kernel_query(words text) returns tsquery
  language sql immutable parallel safe
  return (
    select coalesce(to_tsquery('pg_catalog.simple', string_agg('''' || word || ''':*', ' & ')), ''::tsquery)
    from unnest(string_to_array(kernel_plain(left(words, 1000)), ' ')) as word
    where word <> '' and length(word) <= 500);
