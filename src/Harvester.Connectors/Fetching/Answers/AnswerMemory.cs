using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Fetching.Answers;

/// <summary>
/// One source's memory of its server's answers, so that an unchanged file or page costs one 304 (RFC 9110, section 13; RFC 9111, section 4.3).
/// </summary>
/// <param name="source">Its id.</param>
/// <param name="asksWhole">True: nothing is asked conditionally, as a recording needs every body.</param>
/// <param name="hide">Takes the source's key out of a text.</param>
internal sealed class AnswerMemory(string source, bool asksWhole, Func<string, string> hide, TimeProvider clock)
{
    public string Source => source;
    public TimeProvider Clock => clock;
    public Func<string, string> Hide => hide;

    /// <summary>What is remembered of an address, for one request of it.</summary>
    /// <param name="maxBytes">A kept body that is larger than what may come now is not read.</param>
    public async Task<Recollection> RecallAsync(Uri url, string accept, long maxBytes, Reading reading, CancellationToken cancellationToken)
    {
        var kept = reading.Answers is { } store ? await store.FindAsync(source, url.AbsoluteUri, cancellationToken) : null;
        if (kept?.Accept != accept)
            kept = null;
        return new Recollection(this, url, accept, kept, mayAsk: !asksWhole && !reading.Full && kept?.Length <= maxBytes, reading);
    }

    /// <summary>The problem of a server whose validators do not change with the body.</summary>
    internal static Problem Stale(KeptAnswer kept) => new("stale-validator", IsWeak(kept) ? Severity.Info : Severity.Warning, Whose.Source, null, kept.ETag ?? kept.LastModified,
        $"The server gives the same {(kept.ETag is null ? "Last-Modified" : "ETag")} as on {kept.FetchedAt:yyyy-MM-dd}, but another body: asked whether it has changed, it would say no. The new body was taken, and this address is always asked for whole from now on.");

    // A weak tag promises the same meaning only, not the same bytes (RFC 9110, section 8.8.1).
    private static bool IsWeak(KeptAnswer kept) => kept.ETag?.StartsWith("W/", StringComparison.Ordinal) == true;
}
