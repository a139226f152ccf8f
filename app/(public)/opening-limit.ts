import { clientAddress } from "@/app/_server/client-address";
import { clientNetwork } from "@/app/_server/client-network";
import { MemoryLimit } from "@/app/_server/memory-limit";

/**
 * How often links are opened. Thousands of phones may share one address, but each opens its own message: so what is
 * counted closely is one message from one network. The second number only ends what no crowd does, 100 openings a
 * second without pause; a forged code costs no look-up at all and counts there too.
 */
export class OpeningLimit {
  private readonly perMessage = new MemoryLimit({ max: 60, seconds: 60 });
  private readonly perNetwork = new MemoryLimit({ max: 6_000, seconds: 60 });

  /** Seconds to wait; 0 when the link may be opened. `deliveryId` null: the code is not ours. */
  take(request: Request, deliveryId: string | null, now: Date): number {
    const network = clientNetwork(clientAddress(request.headers));
    const wait = this.perNetwork.take(network, now);
    if (wait > 0 || deliveryId === null) return wait;
    return this.perMessage.take(`${network} ${deliveryId}`, now);
  }
}
