// Run with little memory for wasm: first a photo that does not fit, then one that does.
import { preflight } from '../../pkg/node.js';
import { drawPng } from './png.js';

const huge = preflight(drawPng(1080, 1440), { subsampling: '4:4:4', target: { shorterSidePx: 1080 } });
console.log(
  await huge.then(
    ({ report }) => JSON.stringify(report.checks),
    (error) => error.code,
  ),
);
console.log((await preflight(drawPng(500, 660))).ok);
