export { CollectPage } from './CollectPage';
export { QualityPage } from './QualityPage';
