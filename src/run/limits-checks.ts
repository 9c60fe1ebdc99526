export { limitChecks } from '../limit/index.ts';
