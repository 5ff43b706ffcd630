// A verdict, as the backend puts it into a receipt.

/** @param {Partial<import('../../pkg/server.js').ReceiptVerdict>} [more] @returns {import('../../pkg/server.js').ReceiptVerdict} */
export function verdict(more) {
  return {
    id: 'verification-1',
    userId: 'user-1',
    policy: 'signup',
    passed: true,
    subCode: '200',
    score: 87.5,
    registered: true,
    duplicate: null,
    requestId: 'REQUEST-1',
    transactionId: 'transaction-1',
    pictures: { source: 'a'.repeat(43) },
    ...more,
  };
}
