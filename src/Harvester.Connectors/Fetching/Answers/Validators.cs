using System.Globalization;
using System.Net;

namespace Harvester.Connectors.Fetching.Answers;

/// <summary>What an answer says of its own identity and of keeping it. Texts are taken as sent: a server may compare them literally.</summary>
internal static class Validators
{
    /// <summary>RFC 9110, section 8.8.3; quotes are not insisted on, as the server that forgot them gets its own text back.</summary>
    public static string? ETag(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("ETag", out var values) && values.ToString() is { Length: > 0 and < 1000 } tag ? tag : null;

    /// <summary>
    /// RFC 9110, section 8.8.2. Null for one so young that the file may have changed again within the same second (section 8.8.2.2), and for
    /// servers that give the present time.
    /// </summary>
    public static string? LastModified(HttpResponseMessage response)
    {
        if (!response.Content.Headers.NonValidated.TryGetValues("Last-Modified", out var values) || values.ToString() is not { Length: > 0 and < 100 } text)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var modified)
            && response.Headers.Date is { } sent && modified >= sent.AddSeconds(-2) ? null : text;
    }

    /// <summary>RFC 9111, section 3: an answer that is known to be complete, and whose keeping the server does not forbid.</summary>
    public static bool MayBeKept(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.OK && response.Headers.CacheControl?.NoStore != true && !EndsWithItsConnection(response);

    // Neither length nor chunks: cut on the way, it ends like a whole one (RFC 9112, section 8). A compressed body has lost its length by now, but
    // its own format knows its end; such a one on a connection that closes is taken for doubtful, too.
    private static bool EndsWithItsConnection(HttpResponseMessage response) =>
        response.Version.Major < 2 && response.Content.Headers.ContentLength is null && response.Headers.TransferEncodingChunked != true
        && (response.Headers.ConnectionClose == true || response.Version == HttpVersion.Version10);
}
