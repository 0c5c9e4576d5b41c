namespace Harvester.Web.Live;

/// <summary>How many readers follow a run at this moment: each costs a look into the store once a second.</summary>
internal sealed class OpenStreams(HarvesterWebOptions options)
{
    private int open;

    public int Count => Volatile.Read(ref open);

    /// <summary>A place, given back when disposed; null: there is none.</summary>
    public IDisposable? Enter()
    {
        if (Interlocked.Increment(ref open) <= options.MostLiveStreams)
            return new Place(this);
        Interlocked.Decrement(ref open);
        return null;
    }

    private sealed class Place(OpenStreams streams) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
                Interlocked.Decrement(ref streams.open);
        }
    }
}
