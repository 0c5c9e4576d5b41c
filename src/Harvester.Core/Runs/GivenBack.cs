using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>The end of a lease. What was done under it is stored by then, and a store that is away at that moment does not undo it.</summary>
internal static class GivenBack
{
    /// <summary>Gives the lease back; where the store is away, what to tell of it, else null. It ends by itself then.</summary>
    public static async Task<string?> GiveBackAsync(this ISourceStateStore sources, Lease lease)
    {
        try
        {
            await sources.ReleaseAsync(lease, CancellationToken.None);
            return null;
        }
        catch (StoreException fault)
        {
            return $"all is stored, but the lease of the source could not be given back and ends by itself in some minutes: {fault.Message}";
        }
    }
}
