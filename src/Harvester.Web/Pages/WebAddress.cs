namespace Harvester.Web.Pages;

/// <summary>Which addresses of harvested records may become links: http and https only, never <c>javascript:</c> or <c>data:</c>.</summary>
internal static class WebAddress
{
    /// <summary>The address in its encoded form, or null when it must stay text.</summary>
    public static string? Linkable(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? uri.AbsoluteUri
            : null;
}
