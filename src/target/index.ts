export { spoilsOf } from './auth/index.ts';
export { fetchBytes } from './fetch-bytes.ts';
export { fetchText } from './fetch-text.ts';
export { fillTemplate } from './fill.ts';
export { clearTarget } from './guard.ts';
export { createPace, type Pace, type WaitReason } from './pace.ts';
export { prepareRequest } from './prepare.ts';
export { createRecorder } from './record.ts';
export { createSender, type Sender } from './sender.ts';
