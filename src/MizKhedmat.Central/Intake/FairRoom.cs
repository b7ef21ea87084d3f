namespace MizKhedmat.Central.Intake;

/// <summary>
/// Room that many share, of <paramref name="size"/> units. Nobody may hold more than what is left free: one who floods leaves
/// half of it, two leave a third, and whoever holds nothing yet finds room however many flood.
/// </summary>
internal sealed class FairRoom(long size)
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, long> held = [];
    private long taken;

    /// <summary>What is held of it.</summary>
    public long Taken => Interlocked.Read(ref taken);

    /// <summary>Room of this weight, given back on disposal; null when there is none for <paramref name="who"/>.</summary>
    public Share? Enter(int who, long weight)
    {
        var share = new Share(this, who);
        return share.Grow(weight) ? share : null;
    }

    private bool Take(int who, long weight)
    {
        lock (gate)
        {
            var own = held.GetValueOrDefault(who) + weight;
            if (own > size - taken)
            {
                return false;
            }

            held[who] = own;
            taken += weight;
            return true;
        }
    }

    private void Give(int who, long weight)
    {
        lock (gate)
        {
            taken -= weight;
            if ((held[who] -= weight) == 0)
            {
                held.Remove(who);
            }
        }
    }

    /// <summary>What one holder has.</summary>
    internal sealed class Share(FairRoom room, int who) : IDisposable
    {
        private long weight;

        public FairRoom Room => room;

        /// <summary>Makes it at least so large; false when there is no room for that, and then it stays as it is.</summary>
        public bool Grow(long to)
        {
            if (to > weight)
            {
                if (!room.Take(who, to - weight))
                {
                    return false;
                }

                weight = to;
            }

            return true;
        }

        public void Dispose()
        {
            var given = Interlocked.Exchange(ref weight, 0);
            if (given > 0)
            {
                room.Give(who, given);
            }
        }
    }
}
