using System.CommandLine;
using System.Net;
using Harvester.Host.Composition;
using Harvester.Web;

namespace Harvester.Host.Commands;

/// <summary>Options of the commands that serve the web.</summary>
internal sealed class WebSettings(Settings settings)
{
    /// <summary>Of workers, too: they write the dumps.</summary>
    public PublicationOptions Publication { get; } = new(settings);

    private readonly Option<int> perMinute = settings.Number(
        "--requests-per-minute", "how often one client address may ask in the long run (0: as often as it likes); a quarter of it at once", RateLimit.Default.PerMinute, "N");

    private readonly Option<string?> proxies = settings.OptionalText(
        "--proxies", "proxies whose X-Forwarded headers are believed: addresses or networks, with commas between (none: nobody's)", "ADDRESSES");

    private readonly Option<string?> index = settings.OptionalText("--index", "folder of the search index, which is built anew where it is missing (none: beside the store)", "DIR");

    private readonly Option<string?> keys = settings.OptionalText(
        "--keys", "folder of the keys that sign sessions and forms; processes that serve one site share it (none: beside the store)", "DIR");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[index, keys, perMinute, proxies])
            command.Options.Add(option);
    }

    /// <exception cref="UsageException">One of them has no use.</exception>
    public WebOptions Of(Invocation invocation)
    {
        var limit = invocation.Parse.GetValue(perMinute);
        if (limit < 0)
            throw new UsageException($"--requests-per-minute {limit}: give a number, or 0 for no limit");
        return new WebOptions(
            Publication.BaseAddress(invocation), Publication.Of(invocation, formats: null), new RateLimit(limit, Math.Max(1, limit / 4)),
            [.. (invocation.Parse.GetValue(proxies) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Network)],
            invocation.Parse.GetValue(index), invocation.Parse.GetValue(keys));
    }

    private static IPNetwork Network(string text)
    {
        if (IPAddress.TryParse(text, out var address))
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(text, out var network) ? network : throw new UsageException($"--proxies: \"{text}\" is no address and no network such as 10.0.0.0/8");
    }
}
