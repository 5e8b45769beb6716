import { defineScenario } from '../scenario';

export default defineScenario({ about: 'everything as the checklist asks', expected: {} });
