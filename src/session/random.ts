export { seeded } from '../measure';
