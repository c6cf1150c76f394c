/* git.exe for Wine: runs the git of the system it runs on, with files for its input and output. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

static void unix_path(FILE *out, const char *text) {
    int is_path = text[0] && text[1] == ':' && (text[2] == '\\' || text[2] == '/');
    for (const char *at = is_path ? text + 2 : text; *at; at++) {
        if (*at == '\'') fputs("'\\''", out);
        else fputc(*at == '\\' ? '/' : *at, out);
    }
}

static void copy(HANDLE from, HANDLE to) {
    char block[65536];
    DWORD got, put;
    while (ReadFile(from, block, sizeof block, &got, 0) && got) WriteFile(to, block, got, &put, 0);
}

static HANDLE file(const char *folder, const char *name, DWORD access, DWORD how) {
    char path[300];
    snprintf(path, sizeof path, "Z:%s/%s", folder, name);
    return CreateFileA(path, access, FILE_SHARE_READ | FILE_SHARE_WRITE, 0, how, 0, 0);
}

int main(int count, char **words) {
    char folder[200], command[400], path[300];
    snprintf(folder, sizeof folder, "/tmp/git-%lu-%lu", GetCurrentProcessId(), GetTickCount());
    snprintf(path, sizeof path, "Z:%s", folder);
    CreateDirectoryA(path, 0);
    snprintf(path, sizeof path, "Z:%s/run", folder);
    FILE *script = fopen(path, "wb");
    const char *names[] = {"GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY",
                           "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"};
    for (int at = 0; at < 7; at++) {
        const char *value = getenv(names[at]);
        if (value) { fprintf(script, "export %s='", names[at]); unix_path(script, value); fputs("'\n", script); }
    }
    fputs("exec 2>'", script); unix_path(script, folder); fputs("/err'\ngit", script);
    for (int at = 1; at < count; at++) { fputs(" '", script); unix_path(script, words[at]); fputc('\'', script); }
    fprintf(script, " <%s/in >%s/out\necho $? >%s/code.new; mv %s/code.new %s/code\n", folder, folder, folder, folder, folder);
    fclose(script);
    HANDLE input = file(folder, "in", GENERIC_WRITE, CREATE_ALWAYS), own = GetStdHandle(STD_INPUT_HANDLE);
    if (GetFileType(own) != FILE_TYPE_CHAR) copy(own, input);
    CloseHandle(input);
    STARTUPINFOA start = {sizeof start};
    PROCESS_INFORMATION process;
    snprintf(command, sizeof command, "Z:\\bin\\sh %s/run", folder);
    if (!CreateProcessA("Z:\\bin\\sh", command, 0, 0, FALSE, 0, 0, 0, &start, &process)) return 127;
    snprintf(path, sizeof path, "Z:%s/code", folder);
    while (GetFileAttributesA(path) == INVALID_FILE_ATTRIBUTES) Sleep(2);
    copy(file(folder, "out", GENERIC_READ, OPEN_EXISTING), GetStdHandle(STD_OUTPUT_HANDLE));
    copy(file(folder, "err", GENERIC_READ, OPEN_EXISTING), GetStdHandle(STD_ERROR_HANDLE));
    FILE *code = fopen(path, "r");
    int status = 127;
    fscanf(code, "%d", &status);
    return status;
}
