using System.Text.RegularExpressions;
using Harvester.Connectors.Definitions.Yaml;

namespace Harvester.Connectors.Definitions;

/// <summary>Binds <c>http:</c>.</summary>
internal static partial class HttpBlockReader
{
    private const int MostConcurrent = 8;
    private static readonly string[] NotOurs = ["host", "content-length", "connection", "transfer-encoding", "user-agent", "accept"];

    public static HttpBlock Read(YamlMap map)
    {
        var usual = new HttpBlock();
        var http = new HttpBlock
        {
            Delay = map.OptionalDuration("delay", zeroAllowed: true) ?? usual.Delay,
            Concurrency = (int)(map.OptionalInteger("concurrency", 1, MostConcurrent) ?? usual.Concurrency),
            Timeout = map.OptionalDuration("timeout") ?? usual.Timeout,
            MaxBytes = map.OptionalBytes("max-bytes") ?? usual.MaxBytes,
            Robots = Robots(map),
            SecretHeader = SecretHeader(map),
        };
        map.Done();
        return http;
    }

    private static RobotsAgreement? Robots(YamlMap map)
    {
        if (map.Node("robots") is not YamlMap agreement)
        {
            _ = map.OptionalChoice("robots", "obey");
            return null;
        }

        var robots = new RobotsAgreement(agreement.RequiredText("agreed-with"), agreement.RequiredDate("on") ?? default, agreement.RequiredText("why"));
        agreement.Done();
        return robots;
    }

    private static string? SecretHeader(YamlMap map)
    {
        if (map.OptionalText("secret-header") is not { } name)
            return null;
        // The text is not repeated: whoever writes 'X-Key: value' here has written the secret.
        if (!Token().IsMatch(name))
            map.ReportValue("secret-header", "expected the name of a header only; its value belongs into the environment variable HARVESTER_SECRET_<ID>");
        else if (NotOurs.Contains(name, StringComparer.OrdinalIgnoreCase))
            map.ReportValue("secret-header", $"the header {name} is set by the client itself");
        return name;
    }

    /// <summary>A header name: token of RFC 9110, section 5.6.2.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}\z")]
    private static partial Regex Token();
}
