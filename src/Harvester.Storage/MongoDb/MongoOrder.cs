namespace Harvester.Storage.MongoDb;

/// <summary>Numbers that grow with time, for what is read in the order in which one worker wrote it.</summary>
internal static class MongoOrder
{
    private static long last;

    public static long Next()
    {
        while (true)
        {
            var seen = Interlocked.Read(ref last);
            var next = Math.Max(seen + 1, TimeProvider.System.GetUtcNow().UtcTicks);
            if (Interlocked.CompareExchange(ref last, next, seen) == seen)
                return next;
        }
    }
}
