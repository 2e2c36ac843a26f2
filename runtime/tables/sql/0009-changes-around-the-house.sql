-- What somebody changed around the house says nothing in the record: who asks for the past of many looks here whose
-- journal to read as well.
create index kernel_mutation_around on kernel_mutation (at, record) where via = 'sql';

-- Objects laid over each other: the last one to have a key says its value.
create aggregate kernel_laid_over(jsonb) (sfunc = jsonb_concat, stype = jsonb, parallel = safe);
