/** Version of the studio, as every record and bundle names it. */
export { version as APP_VERSION } from '../../package.json';
