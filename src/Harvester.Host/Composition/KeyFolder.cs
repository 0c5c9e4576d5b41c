namespace Harvester.Host.Composition;

/// <summary>
/// Where the keys are that sign sessions and forms: where <c>--keys</c> says, else beside the index, under the store's name. Whoever can read them can sign in as anybody whose token's id they know, so they are
/// the owner's alone. Several processes that serve one site need one folder.
/// </summary>
internal static class KeyFolder
{
    /// <summary>The folder, made where it is lacking.</summary>
    /// <exception cref="UsageException">It cannot be made.</exception>
    /// <param name="given">The folder that was named; null: none was.</param>
    public static string Open(string? given, string indexFolder)
    {
        var folder = given ?? Path.ChangeExtension(indexFolder, ".keys");
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the folder {folder} of the keys for signing in cannot be made: {e.Message}");
        }
    }
}
