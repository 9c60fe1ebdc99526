export const codes: Readonly<Record<string, string>> = {};
