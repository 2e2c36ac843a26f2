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
-- Every searched text of every written record comes through here. Most become ASCII soon, and what only the others
-- need is dear: `translate` compares each letter with each of its list, which made it six times slower.
create function kernel_plain(words text) returns text
  language plpgsql immutable strict parallel safe as $plain$
declare
  plain text := left(words, 200000);
begin
  if octet_length(plain) <> length(plain) then
    plain := regexp_replace(normalize(replace(plain, '’', ' '), nfkd), '[\u0300-\u036f]+', '', 'g');
  end if;
  if octet_length(plain) <> length(plain) then
    plain := replace(replace(replace(replace(
      translate(lower(plain collate "und-x-icu"),
        'øłđðıħŧ' || U&'\2018\2019\201a\201c\201d\201e«»‹›–—…·•¡¿§°', 'olddiht' || repeat(' ', 19)),
      'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'þ', 'th');
  end if;
  return regexp_replace(lower(plain collate "C"), '[!-/:-@\[-`{-~]+', ' ', 'g');
end $plain$;

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
