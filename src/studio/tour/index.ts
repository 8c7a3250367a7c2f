export { Invitation } from './Invitation';
export { Tour } from './Tour';
export { startTour } from './tour';
