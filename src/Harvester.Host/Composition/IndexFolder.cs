using Harvester.Storage;

namespace Harvester.Host.Composition;

/// <summary>Where the index of a store lies: it can be deleted at any time, and is built anew.</summary>
internal static class IndexFolder
{
    /// <summary>Beside a database file, under its name; for a server in the working directory's <c>data</c>, under the name of host and database.</summary>
    public static string Of(string store)
    {
        var address = StoreAddress.Parse(store);
        if (address.Path is { } path)
            return Path.ChangeExtension(path, ".index");
        var name = string.Concat(address.ToString().Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'));
        return Path.Combine("data", $"{name}.index");
    }
}
