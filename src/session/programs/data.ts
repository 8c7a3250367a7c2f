import { type ExampleProgram, real, table, text, values, whole } from './program';

export const DATA: readonly ExampleProgram[] = [
  {
    id: 'orders-by-region',
    title: 'Orders by region',
    family: 'data',
    text: '{region: sum(o.quantity for o in orders if o.region == region)\n for region in sorted({o.region for o in orders})}',
    n: 240,
    inputs: () => [table('orders')],
    listen: 'Four regions, four sums: a chord. The loops read the whole table once for each of its notes.',
  },
  {
    id: 'top-orders',
    title: 'Dearest orders',
    family: 'data',
    text: 'sorted((o.price * o.quantity for o in orders if not o.returned),\n       reverse=True)[:10]',
    n: 240,
    inputs: () => [table('orders')],
    listen: 'Filter, map, sort, cut: ten falling notes.',
  },
  {
    id: 'moving-average',
    title: 'Moving average',
    family: 'data',
    text: '[sum(prices[i:i + width], 0.0) / width\n for i in range(len(prices) - width + 1)]',
    n: 12,
    inputs: () => [
      values('prices', 'float', [9.5, 10.1, 9.9, 11.2, 12.0, 11.7, 12.4, 13.1, 12.8, 13.9, 14.2, 13.6]),
      whole('width', 3),
    ],
    listen: 'A window slides over the prices; widen it and the tune calms down.',
  },
  {
    id: 'price-steps',
    title: 'Ups and downs',
    family: 'data',
    text: '[round(b - a, 2) for a, b in zip(prices, prices[1:])]',
    n: 12,
    inputs: () => [
      values('prices', 'float', [9.5, 10.1, 9.9, 11.2, 12.0, 11.7, 12.4, 13.1, 12.8, 13.9, 14.2, 13.6]),
    ],
    listen: 'Differences between neighbours, with zip of a list and itself.',
  },
  {
    id: 'word-counts',
    title: 'Word counts',
    family: 'data',
    text: '{word: words.split().count(word) for word in sorted(set(words.split()))}',
    n: 16,
    inputs: () => [text('words', 'to be or not to be that is the question whether it is nobler to be')],
    listen: 'A dict of counts, in alphabetical order so that every backend agrees.',
  },
  {
    id: 'late-discounts',
    title: 'Discounted total',
    family: 'data',
    text: 'sum(o.price * o.quantity * (discount if o.quantity >= 4 else 1.0)\n    for o in orders if o.region != "west")',
    n: 240,
    inputs: () => [table('orders'), real('discount', 0.9)],
    listen: 'A float sum keeps its order: parallel is refused here, and says why.',
  },
];
