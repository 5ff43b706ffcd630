declare const weights: ArrayBuffer;
export default weights;
