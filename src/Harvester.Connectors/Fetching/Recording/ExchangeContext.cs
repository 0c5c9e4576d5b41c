namespace Harvester.Connectors.Fetching.Recording;

/// <summary>What a recording or a replay must know of a request beyond the request: travels with it.</summary>
/// <param name="Source">Id of the source that asks; null: asked for all sources of a host (robots.txt).</param>
/// <param name="Secret">Its key, to be kept out of what is recorded.</param>
/// <param name="Stop">Set when a person stops the run, which is no fault of the network.</param>
internal sealed record ExchangeContext(string? Source, SecretHeader? Secret, CancellationToken Stop)
{
    private static readonly HttpRequestOptionsKey<ExchangeContext> Key = new("Harvester.Exchange");

    public static ExchangeContext Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var context) ? context : new ExchangeContext(null, null, CancellationToken.None);

    public void AddTo(HttpRequestMessage request) => request.Options.Set(Key, this);
}
