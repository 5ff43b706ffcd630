/** The SIMD build, deflated (RFC 1951), in Base64. */
export const inlined: string;
