namespace Harvester.AcceptanceTests.Faults;

/// <summary>All faults, group by group.</summary>
internal static class FaultTable
{
    public const string Ckan = "sample-tokyo-ckan";
    public const string Turtle = "sample-minato-dcat";
    public const string RdfXml = "sample-machida-rdfxml";
    public const string DataJson = "sample-shibuya-datajson";
    public const string List = "sample-fuchu-list";
    public const string Table = "sample-kiyose-html";
    public const string Details = "sample-hachijo-html";

    public static IReadOnlyList<Fault> All { get; } = [.. NetworkFaults.All, .. AnswerFaults.All, .. ListingFaults.All, .. ContentFaults.All];

    /// <summary>Answers every request but that for robots.txt.</summary>
    public static Func<Exchange, Task<bool>> Always(Func<Exchange, Task> answer) => When(_ => true, answer);

    /// <summary>Answers the requests that are meant.</summary>
    public static Func<Exchange, Task<bool>> When(Func<Exchange, bool> meant, Func<Exchange, Task> answer) => async exchange =>
    {
        if (exchange.Path == "/robots.txt" || !meant(exchange))
            return false;
        await answer(exchange);
        return true;
    };

    /// <summary>Answers robots.txt.</summary>
    public static Func<Exchange, Task<bool>> Robots(Func<Exchange, Task> answer) => async exchange =>
    {
        if (exchange.Path != "/robots.txt")
            return false;
        await answer(exchange);
        return true;
    };

    /// <summary>Answers as the portal in good order does, with a change.</summary>
    public static Func<Exchange, Task<bool>> Changed(Func<string, string> change) => Always(exchange => exchange.SendChangedAsync(change));

    public static Func<string, string> Http(string more) => yaml => yaml.Replace("concurrency: 4 }", $"concurrency: 4, {more} }}", StringComparison.Ordinal);
}
