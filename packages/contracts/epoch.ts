/** The header by which an answer to a change says which epoch it reached. */
export const epochHeader = 'zhiheng-policy-epoch';
