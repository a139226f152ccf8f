/** Set at the server's door (bin/watch-request.ts) for requests made on this machine; whatever came from outside is removed. */
export const nearHeader = "x-cascade-near";
