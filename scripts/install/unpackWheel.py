"""Unpacks the named members of a wheel: unpackWheel.py WHEEL FOLDER MEMBER... (a wheel is a zip file)"""
import sys
import zipfile

wheel, folder, *members = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    archive.extractall(folder, members or None)
