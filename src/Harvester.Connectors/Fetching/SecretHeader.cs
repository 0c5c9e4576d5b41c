using Harvester.Connectors.Definitions;
using Harvester.Core.Model;

namespace Harvester.Connectors.Fetching;

/// <summary>A header with a key, sent to the source's own host only, and kept out of every message.</summary>
internal sealed class SecretHeader
{
    private readonly string source;
    private readonly string name;
    private readonly string? value;
    private readonly HashSet<string> origins;

    private SecretHeader(string source, string name, string? value, IEnumerable<Uri> addresses)
    {
        this.source = source;
        this.name = name;
        this.value = value;
        origins = [.. addresses.Select(Origin)];
        // An upgrade to https of the same host is still the host that the key is for; the way back is not.
        origins.UnionWith(addresses.Where(a => a is { Scheme: "http", IsDefaultPort: true }).Select(a => $"https://{a.IdnHost}:443").ToArray());
    }

    /// <summary>Null when the connector file names no secret header.</summary>
    public static SecretHeader? For(ConnectorFile file, Func<string, string?> secrets) =>
        file.Http.SecretHeader is { } name ? new SecretHeader(file.Source.Id, name, secrets(file.Source.Id), AddressesOf(file)) : null;

    /// <exception cref="SourceException">Code <c>secret-missing</c>: the header is asked for, its value is not there or cannot be sent.</exception>
    public void AddTo(HttpRequestMessage request)
    {
        if (!origins.Contains(Origin(request.RequestUri!)))
            return;
        if (string.IsNullOrEmpty(value) || value.AsSpan().ContainsAny('\r', '\n') || !request.Headers.TryAddWithoutValidation(name, value))
        {
            throw new SourceException("secret-missing", Whose.Ours, null,
                $"the connector file of {source} asks for the header {name}, but its value is absent or cannot be sent: set HARVESTER_SECRET_{source.ToUpperInvariant().Replace('-', '_')}");
        }
    }

    /// <summary>The text without the secret, for servers that echo what they were sent, as it is or percent-encoded in an address.</summary>
    public string Hide(string text) => string.IsNullOrEmpty(value)
        ? text
        : text.Replace(value, "***", StringComparison.Ordinal).Replace(Uri.EscapeDataString(value), "***", StringComparison.OrdinalIgnoreCase);

    /// <summary>Copies a body without the secret; how many times it stood in it.</summary>
    public long Copy(Stream from, Stream to)
    {
        if (!string.IsNullOrEmpty(value))
            return new HiddenText(value).Copy(from, to);
        from.CopyTo(to);
        return 0;
    }

    /// <summary>The fault without the secret, also where a redirect repeats it.</summary>
    public SourceException Hide(SourceException fault)
    {
        var (url, message) = (fault.Url is null ? null : Hide(fault.Url), Hide(fault.Message));
        return url == fault.Url && message == fault.Message ? fault : new SourceException(fault.Code, fault.Whose, url, message);
    }

    /// <summary>The addresses that a connector file begins at: the source's own hosts.</summary>
    public static IEnumerable<Uri> AddressesOf(ConnectorFile file) =>
        new[] { file.Ckan?.Api, file.Dcat?.Catalog, file.List?.Url }.OfType<Uri>().Concat(file.Html?.Start ?? []).Concat(file.Html?.Sitemap is { } sitemap ? [sitemap.Url] : []);

    private static string Origin(Uri url) => $"{url.Scheme}://{url.IdnHost.ToLowerInvariant()}:{url.Port}";
}
