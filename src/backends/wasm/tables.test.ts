import { describe } from 'vitest';
import { COMPREHENSIONS } from './tables/comprehensions';
import { CONTAINERS } from './tables/containers';
import { FORMAT_1 } from './tables/format-1';
import { FORMAT_2 } from './tables/format-2';
import { NUMBERS } from './tables/numbers';
import { TEXT_1 } from './tables/text-1';
import { TEXT_2 } from './tables/text-2';
import { checkTable } from './testing';

// One file for all tables: binaryen takes seconds to load.
describe('arithmetic', () => checkTable(NUMBERS));
describe('strings and bytes', () => checkTable([...TEXT_1, ...TEXT_2]));
describe('text of values', () => checkTable([...FORMAT_1, ...FORMAT_2], 0.5));
describe('lists, tuples, sets and dicts', () => checkTable(CONTAINERS, 1));
describe('clauses and collectors', () => checkTable(COMPREHENSIONS));
describe('clauses and collectors, optimised', () => checkTable(COMPREHENSIONS, 1));
